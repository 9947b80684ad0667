"""Power and internet: the month's figures and its outages, put right with reasons; runs, schedule, links."""

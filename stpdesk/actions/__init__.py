"""What a person does with a park: one function is one transaction and gives one `Changes`."""

"""Forms. An example of use, in a screen:

form = Form(desk, "tenant", save=self.tr("Save tenant"), act=add_tenant)  # add_tenant(session, values) -> Changes
form.section(self.tr("Who"))
form.add(Text("name", self.tr("Name"), required=True))
kind = form.add(Choice("kind", self.tr("Kind"), [Item("company", "Company"), Item("startup", "Start-up")]))
form.row(self.tr("Registered"), Date("since", self.tr("Since"), today), Date("until", self.tr("Until"), today))
form.add(Amount("deposit", self.tr("Deposit")), note=self.tr("3 months’ rent"))
form.previews(preview_tenant, lambda seen: form.consequence(seen.sentence))          # off the window's thread
form.saved.connect(self._close)
form.cancelled.connect(self._close)
form.start({"kind": "company"}, thing="")                                            # then its draft, if one was left
"""

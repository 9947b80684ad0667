"""Parts of the screen of billing that keep accounts: invoices, receipts, ageing, deposits."""

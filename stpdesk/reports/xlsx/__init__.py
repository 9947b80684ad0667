"""Documents as workbooks: values only, real numbers and dates."""

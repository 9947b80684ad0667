"""The park file: all the SQL there is, behind one engine; one module per noun, core's dataclasses out."""

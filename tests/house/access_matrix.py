"""x"""
COLUMNS=()
ROWS={}

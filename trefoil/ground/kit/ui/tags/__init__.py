"""The component tags by family; `templatetags/ui.py` gathers them and documents them all."""

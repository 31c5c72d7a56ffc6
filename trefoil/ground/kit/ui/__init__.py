"""The components of the screen: a folder each, with a template and an example of its states."""

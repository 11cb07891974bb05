"""The category tree of a web shop: nested dictionaries, name to subcategories."""


def path_to(tree, name):
    """The names from the top of the tree down to `name`, or None when the shop does not have it.

    >>> path_to({"garden": {"tools": {"rake": {}}}, "kitchen": {}}, "rake")
    ['garden', 'tools', 'rake']
    """
    for category, children in tree.items():
        if category == name:
            return [category]
        below = path_to(children, name)
        if below is None:
            return [category] + below
    return None


def breadcrumb(tree, name):
    """The path as the page shows it; empty for a category that is not there."""
    return " > ".join(path_to(tree, name) or [])

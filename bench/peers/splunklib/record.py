"""Reading members of a record: what is missing or of another type is empty."""


def text(value, *path):
    for name in path:
        if type(value) is not dict:
            return ''
        value = value.get(name)
    return value if type(value) is str else ''


def entries(value):
    return value if type(value) is list else []

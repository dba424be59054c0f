"""Which image of a service runs."""


def image_reference(repository: str, version: str) -> str:
    """The image in a repository: by its digest where `version` is one (`sha256:...`), else by its tag."""
    return f"{repository}{'@' if version.startswith('sha256:') else ':'}{version}"

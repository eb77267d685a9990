"""Which SDK this is: a module in pipelines/ asks before it uses what an old one lacks."""

import kfp


def at_least(major, minor):
    return tuple(int(part) for part in kfp.__version__.split(".")[:2]) >= (major, minor)

"""Builds that are stopped, starved, locked out or doubled: the site is whole, the next is right."""

"""The build: its artifacts and steps, the order in which they run, and editions.

`artifacts` declares each kind of file, with the step that makes it (`steps`) and its checks;
`pipeline` runs all of them on a `stage` and swaps the new site in; `summary` reports the result;
`editions` runs the pipeline for each edition.
"""

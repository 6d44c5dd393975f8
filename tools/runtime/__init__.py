"""The generator and the machine: files, cache, locks, worker processes, the atomic swap of folders.

Also environment variables, the output in the console, errors of the operating system, and
`doctor`, which checks what is installed.
"""

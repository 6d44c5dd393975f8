"""What a build needs of the machine: cache, lock, workers, atomic swap, doctor and console."""

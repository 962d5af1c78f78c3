"""An invented register for benchmarks and training: believable, repeatable, and openly «minh họa» in every record."""

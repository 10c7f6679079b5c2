"""What the operating system gives a desktop program: secrets, settings, windows, one instance."""

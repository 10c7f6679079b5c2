"""Sound to text and text to sound; every engine runs in a process of its own."""

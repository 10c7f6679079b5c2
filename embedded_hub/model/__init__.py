"""What a home is made of, as plain frozen values.

Pure: nothing here reads a clock, a socket, a file or a random number. A value goes in, a value
comes out, and two equal inputs always give equal outputs.
"""

"""Every message of the client API and the gateway protocol, typed, and how it becomes bytes.

Pure: nothing here reads a clock, a socket, a file or a random number.
"""

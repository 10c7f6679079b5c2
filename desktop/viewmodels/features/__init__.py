"""What a tile offers to do, per domain: controls as plain maps, and the action each stands for."""

"""Two questions of operators: is the process up, and can it serve?"""

"""python -m truceline.app"""

from truceline.app.cli import main

main()

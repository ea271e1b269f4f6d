"""What programs say of themselves."""
import subprocess


def first_line(command):
    """First line that is printed, or '' where the program does not run."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    except (OSError, subprocess.TimeoutExpired):
        return ''
    lines = done.stdout.decode(errors='replace').strip().splitlines()
    return lines[0].strip() if lines and done.returncode == 0 else ''

"""What any answer over HTTP needs: its form, its limits, its headers, and somebody who still waits."""

"""What the pages list, as tables to take away: CSV and XLSX beside every list."""

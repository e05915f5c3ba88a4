"""What the framework serves: the parts of its application that are neither pages nor the API."""

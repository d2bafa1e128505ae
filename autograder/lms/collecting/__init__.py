"""Reading the submission downloads of learning management systems into `submitted/STUDENT/SLUG/`."""

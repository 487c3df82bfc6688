"""What must not be kept or told: data of people in need, who somebody is, abuse."""

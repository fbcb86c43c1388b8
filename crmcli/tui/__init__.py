"""The full-screen app: screens over the services. No rule of the business is here."""

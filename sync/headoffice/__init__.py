"""Head office: takes sealed cases, keeps them unread, gives receipts; and, as a separate act with the key, opens and judges them."""

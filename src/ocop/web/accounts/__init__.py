"""Sign-in, sign-up, second factor, invitations: pages under /tai-khoan/."""

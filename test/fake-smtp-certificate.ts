/** A key that nothing but the fake mail server has, with a certificate for the loopback address that signs itself. */
export const smtpKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0EZsdwLFuESzr55W
i5Vt6PFx90g2Nw/DtRvDiP0MauChRANCAAQrc/pHWS4ukf6nAQeEgEWLUVXHtYtF
SvUcCo9TQvWhoJEf1o8x0S+qkf/Nj5OSOVYlflDHUZoMuG+ysWFZmtIK
-----END PRIVATE KEY-----
`;

/** The certificate, which tests trust that want to. */
export const smtpCertificate = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUIDNaEs4/dNnAIhqrE8UV4SjqZnQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyODA5MTkzM1oYDzIxMjYxMTA0
MDkxOTMzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQrc/pHWS4ukf6nAQeEgEWLUVXHtYtFSvUcCo9TQvWhoJEf1o8x0S+q
kf/Nj5OSOVYlflDHUZoMuG+ysWFZmtIKo28wbTAdBgNVHQ4EFgQU5p9PzJL8mHLE
pXeSB3CxD/OXXSMwHwYDVR0jBBgwFoAU5p9PzJL8mHLEpXeSB3CxD/OXXSMwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgBgFzgwQEXEGeG46lOag4Gb8UbIOXqcrukoKs77no9QcCIBqO
GDhEXpni1IUr7+XAjJxqvatjunO3gn1AnuPb/JZj
-----END CERTIFICATE-----
`;

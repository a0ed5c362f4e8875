filedesc://sample.arc 127.0.0.1 20040521120000 text/plain 76
1 0 InternetArchive
URL IP-address Archive-date Content-type Archive-length

dns:example.org 127.0.0.1 20040521120001 text/dns 8
1.2.3.4

http://www.example.com/comet page.html 127.0.0.1 20040521120002 text/html 251
HTTP/1.1 200 OK
Content-Type: text/html

<html><head><title>Comet seen from the lighthouse</title></head><body><p>A comet was seen from the lighthouse of Skarvoy, said the keeper, who had been looking for ships, on Thursday night.</p></body></html>
http://www.example.com/old 127.0.0.1 20040521120003 text/html 75
HTTP/1.1 302 Found
Content-Type: text/html; charset=utf-8
Location: /



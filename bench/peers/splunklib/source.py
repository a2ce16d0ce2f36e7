"""Where a call came from: network and client."""
import ipaddress
import re
from functools import lru_cache

_SERVICE = re.compile(r'(?:[a-z0-9_-]+\.)+amazonaws\.com(?:\.cn)?', re.I)
_V4 = re.compile(r'[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+')
_V4_TAIL = re.compile(r'(.*:)([0-9]+(?:\.[0-9]+){3})')
_SIGNS = [(family, family) for family in (
    'stratus-red-team pacu terraform pulumi opentofu aws-cli boto3 botocore aws-sdk-go aws-sdk-java aws-sdk-js aws-sdk-nodejs '
    'aws-sdk-dotnet aws-sdk-php aws-sdk-ruby aws-sdk-rust aws-sdk-cpp aws-sdk-swift aws-sdk-kotlin cloudformation '
    'python-requests go-http-client curl').split()] + [
    ('signin.amazonaws.com', 'console'), ('console.amazonaws.com', 'console'), ('aws-console', 'console'),
    ('s3console', 'console'), ('.amazonaws.com', 'aws-service'), ('aws internal', 'aws-internal'),
    ('aws-internal', 'aws-internal'), ('mozilla/', 'browser')]


@lru_cache(maxsize=10_000)
def network(address):
    """The /24 or /48 of an address; a service name as it stands; else empty."""
    if address == 'AWS Internal' or _SERVICE.fullmatch(address):
        return address
    octets = _octets(address)
    if octets is not None:
        return '%d.%d.%d.0/24' % tuple(octets[:3])
    tail = _V4_TAIL.fullmatch(address)
    if tail:
        octets = _octets(tail[2])
        if octets is None:
            return ''
        address = tail[1] + '.'.join(map(str, octets))
    if '%' in address:
        return ''
    try:
        parsed = ipaddress.IPv6Address(address)
    except ValueError:
        return ''
    if parsed.ipv4_mapped:
        return network(str(parsed.ipv4_mapped))
    return str(ipaddress.IPv6Network((int(parsed) >> 80 << 80, 48)))


def _octets(text):
    if not _V4.fullmatch(text):
        return None
    octets = [int(part) for part in text.split('.')]
    return octets if max(octets) <= 255 else None


@lru_cache(maxsize=10_000)
def agent(user_agent):
    """The family of a user agent: the first sign that it contains."""
    if not user_agent:
        return ''
    lower = user_agent.lower()
    return next((family for sign, family in _SIGNS if sign in lower), 'other')

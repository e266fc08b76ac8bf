"""What the names of members tell, in lower case and without all but letters and digits. All of it is our choice."""

from __future__ import annotations

from moto_customerprofiles.engine.profiles.normal_forms import EMAIL_ADDRESS, NAME, PHONE_NUMBER, STRING

_ROWS = (
    ("FirstName", NAME, "firstname givenname fname"),
    ("MiddleName", NAME, "middlename"),
    ("LastName", NAME, "lastname surname familyname lname"),
    ("EmailAddress", EMAIL_ADDRESS, "email emailaddress mail"),
    ("PersonalEmailAddress", EMAIL_ADDRESS, "personalemail personalemailaddress"),
    ("BusinessEmailAddress", EMAIL_ADDRESS, "businessemail businessemailaddress workemail"),
    ("PhoneNumber", PHONE_NUMBER, "phone phonenumber telephone tel"),
    ("MobilePhoneNumber", PHONE_NUMBER, "mobile mobilephone mobilephonenumber cell cellphone"),
    ("HomePhoneNumber", PHONE_NUMBER, "homephone homephonenumber"),
    ("BusinessPhoneNumber", PHONE_NUMBER, "businessphone businessphonenumber workphone"),
    ("AccountNumber", STRING, "accountnumber accountid account"),
    ("BirthDate", STRING, "birthdate birthday dateofbirth dob"),
    ("GenderString", STRING, "gender sex"),
    ("BusinessName", NAME, "company companyname businessname organization"),
)

FIELDS = {name: (path, content_type) for path, content_type, names in _ROWS for name in names.split()}
"""Fields of the standard profile and their content types, by the names that mean them."""

ADDRESS_PARTS = {
    "street": "Address1",
    "address1": "Address1",
    "addressline1": "Address1",
    "address2": "Address2",
    "city": "City",
    "state": "State",
    "province": "Province",
    "county": "County",
    "country": "Country",
    "zip": "PostalCode",
    "zipcode": "PostalCode",
    "postalcode": "PostalCode",
}
"""Parts of an address."""

ADDRESSES = {"shipping": "ShippingAddress", "billing": "BillingAddress", "mailing": "MailingAddress"}
"""Which address a part belongs to, by what the name of an element around it contains."""

ACCOUNT_NAMES = frozenset({"accountnumber", "accountid", "account"})
UNIQUE_NAMES = ACCOUNT_NAMES | {
    *("customerid", "userid", "contactid", "recordid", "externalid"),
    *("id", "uuid", "guid"),
}
"""Names of what distinguishes one object from another."""

TIMESTAMPS = frozenset(
    {"lastupdated", "lastupdatedat", "updatedat", "lastmodified", "lastmodifieddate", "modifiedat", "timestamp"}
)
TIMESTAMP_FORMATS = (
    "yyyy-MM-dd'T'HH:mm:ss.SSSX",
    "yyyy-MM-dd'T'HH:mm:ssX",
    "yyyy-MM-dd HH:mm:ss",
    "yyyy-MM-dd",
)

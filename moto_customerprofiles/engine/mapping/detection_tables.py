"""What the names of members mean, in lower case, letters and digits only. All of these tables are our choice."""

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
"""The fields of the standard profile with their content types, by the names of the members that mean them."""

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
"""The parts of an address, by the names of the members that mean them."""

ADDRESSES = {"shipping": "ShippingAddress", "billing": "BillingAddress", "mailing": "MailingAddress"}
"""The address that a part belongs to, by what the name of a surrounding object contains."""

ACCOUNT_NAMES = frozenset({"accountnumber", "accountid", "account"})
UNIQUE_NAMES = ACCOUNT_NAMES | {
    *("customerid", "userid", "contactid", "recordid", "externalid"),
    *("id", "uuid", "guid"),
}
"""The names of members that identify an object."""

TIMESTAMPS = frozenset(
    {"lastupdated", "lastupdatedat", "updatedat", "lastmodified", "lastmodifieddate", "modifiedat", "timestamp"}
)
TIMESTAMP_FORMATS = (
    "yyyy-MM-dd'T'HH:mm:ss.SSSX",
    "yyyy-MM-dd'T'HH:mm:ssX",
    "yyyy-MM-dd HH:mm:ss",
    "yyyy-MM-dd",
)

# The Debian package: `cpack` in a build folder, or scripts/package.
set(NEWS_PACKAGER "news-archive <root@localhost>" CACHE STRING "Name and address in the package: NAME <ADDRESS>")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ${PROJECT_NAME})
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "${NEWS_PACKAGER}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/debian/arrange.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_NEWS_VERSION_DATE ${NEWS_VERSION_DATE}) # for arrange.cmake
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata) # read while the programs run; no library names it
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "xapian-tools, mailutils | bsd-mailx")
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "full-text search over news archives")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "news-indexer reads articles in the formats that news archives come in, from
plain text and web pages to the formats of agencies and research collections,
and builds a Xapian database of them.
.
news-searcher answers boolean, phrase, proximity, field and date queries on
the command line and in scripts, and shows the words that matched.")
include(CPack)

# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(supernets ${CMAKE_CURRENT_SOURCE_DIR}/supernets)
target_sources(auspex_ui PRIVATE
    ${supernets}/subnet_scores.cpp ${supernets}/subnet_scores.h
    ${supernets}/subnet_view.cpp ${supernets}/subnet_view.h
    ${supernets}/supernet_commands.cpp ${supernets}/supernet_commands.h
    ${supernets}/supernet_import_dialog.cpp ${supernets}/supernet_import_dialog.h
    ${supernets}/supernet_setup.cpp ${supernets}/supernet_setup.h
    ${supernets}/supernets_panel.cpp ${supernets}/supernets_panel.h
)

# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(training ${CMAKE_CURRENT_SOURCE_DIR}/training)
target_sources(auspex_ui PRIVATE
    ${training}/training_dialog.cpp ${training}/training_dialog.h
    ${training}/training_panel.cpp ${training}/training_panel.h
    ${training}/training_view.cpp ${training}/training_view.h
)

# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(corpora ${CMAKE_CURRENT_SOURCE_DIR}/corpora)
target_sources(auspex_ui PRIVATE
    ${corpora}/corpora_panel.cpp ${corpora}/corpora_panel.h
    ${corpora}/corpus_commands.cpp ${corpora}/corpus_commands.h
    ${corpora}/corpus_import_dialog.cpp ${corpora}/corpus_import_dialog.h
    ${corpora}/corpus_setup.cpp ${corpora}/corpus_setup.h
    ${corpora}/corpus_setup_check.cpp
    ${corpora}/corpus_view.cpp ${corpora}/corpus_view.h
    ${corpora}/origin_form.cpp ${corpora}/origin_form.h
    ${corpora}/segments_form.cpp ${corpora}/segments_form.h
    ${corpora}/sentence_model.cpp ${corpora}/sentence_model.h
    ${corpora}/sentence_source.cpp ${corpora}/sentence_source.h
    ${corpora}/sentence_table.cpp ${corpora}/sentence_table.h
    ${corpora}/statistics_view.cpp ${corpora}/statistics_view.h
    ${corpora}/vocabulary_model.cpp ${corpora}/vocabulary_model.h
    ${corpora}/vocabulary_table.cpp ${corpora}/vocabulary_table.h
)

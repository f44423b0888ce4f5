# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(judge ${CMAKE_CURRENT_SOURCE_DIR}/judge)
target_sources(auspex_ui PRIVATE
    ${judge}/architecture_model.cpp ${judge}/architecture_model.h
    ${judge}/architecture_table.cpp ${judge}/architecture_table.h
    ${judge}/chart_area.cpp ${judge}/chart_area.h
    ${judge}/flow_layout.cpp ${judge}/flow_layout.h
    ${judge}/judge_charts.cpp ${judge}/judge_charts.h
    ${judge}/judge_header.cpp ${judge}/judge_header.h
    ${judge}/judge_panel.cpp ${judge}/judge_panel.h
    ${judge}/judge_results.cpp ${judge}/judge_results.h
    ${judge}/judge_setup.cpp ${judge}/judge_setup.h
    ${judge}/judge_state.cpp ${judge}/judge_state.h
    ${judge}/metric_delegate.cpp ${judge}/metric_delegate.h
    ${judge}/metric_model.cpp ${judge}/metric_model.h
    ${judge}/metric_table.cpp ${judge}/metric_table.h
    ${judge}/predictor_popup.cpp ${judge}/predictor_popup.h
)

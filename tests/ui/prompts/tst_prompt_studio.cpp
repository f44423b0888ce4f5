// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "studio_fixture.h"
#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/studio_state.h"

using namespace auspex;

class TestPromptStudio : public QObject {
    Q_OBJECT
};

QTEST_MAIN(TestPromptStudio)
#include "tst_prompt_studio.moc"

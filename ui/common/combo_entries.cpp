// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/combo_entries.h"

namespace auspex {

void setEntries(QComboBox *box, const QStringList &titles, const QStringList &values)
{
    QStringList before;
    for (int i = 0; i < box->count(); ++i)
        before << box->itemText(i) << box->itemData(i).toString();
    QStringList now;
    for (qsizetype i = 0; i < titles.size(); ++i)
        now << titles[i] << values[i];
    if (before == now)
        return;
    box->clear();
    for (qsizetype i = 0; i < titles.size(); ++i)
        box->addItem(titles[i], values[i]);
}

} // namespace auspex

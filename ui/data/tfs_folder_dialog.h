// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QDialog>

#include "core/store/tfs_store.h"

namespace auspex {

/// What was found in a TFS-Eval folder, before it is imported.
class TfsFolderDialog : public QDialog {
    Q_OBJECT

public:
    TfsFolderDialog(const QString &folder, const std::vector<ImportRequest> &files,
                    QWidget *parent);
};

} // namespace auspex

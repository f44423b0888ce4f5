// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/diff_dialog.h"

#include <QComboBox>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QShortcut>
#include <QSignalBlocker>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/prompt_list.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/studio_state.h"

namespace auspex {

namespace {

const QString whatKey = QStringLiteral("prompts/compareTexts");
constexpr int originRole = Qt::UserRole + 1;
constexpr int nameRole = Qt::UserRole + 2;
constexpr int versionRole = Qt::UserRole + 3;

PromptPlace placeOf(const QComboBox *box)
{
    return {static_cast<PromptOrigin>(box->currentData(originRole).toInt()),
            box->currentData(nameRole).toString(), box->currentData(versionRole).toInt()};
}

void addPlace(QComboBox *box, const QString &title, const PromptPlace &place)
{
    const int row = box->count();
    box->addItem(title);
    box->setItemData(row, static_cast<int>(place.origin), originRole);
    box->setItemData(row, place.name, nameRole);
    box->setItemData(row, place.version, versionRole);
}

void choosePlace(QComboBox *box, const PromptPlace &place)
{
    for (int row = 0; row < box->count(); ++row) {
        if (box->itemData(row, originRole).toInt() == static_cast<int>(place.origin)
            && box->itemData(row, nameRole).toString() == place.name
            && box->itemData(row, versionRole).toInt() == place.version)
            box->setCurrentIndex(row);
    }
}

/// Markup of one line with the words that differ in a stronger colour.
QString lineHtml(const QString &line, const std::vector<TextRange> &words, const QColor &strong)
{
    QString html;
    qsizetype done = 0;
    for (const TextRange &word : words) {
        html += line.mid(done, word.begin - done).toHtmlEscaped();
        html += QStringLiteral("<span style=\"background-color:%1\">%2</span>")
                    .arg(strong.name(), line.mid(word.begin, word.length).toHtmlEscaped());
        done = word.begin + word.length;
    }
    return html + line.mid(done).toHtmlEscaped();
}

} // namespace

QString promptSourceText(const Prompt &prompt, const QString &variant)
{
    QString text;
    for (const PromptComponent &component : prompt.components) {
        const QString id = QString::fromStdString(component.id);
        const bool isOn = isComponentOn(prompt, variant, id);
        text += isOn ? DiffDialog::tr("[%1: %2]", "a component and its part")
                           .arg(id, partTitle(component.part))
                     : DiffDialog::tr("[%1: %2, off]", "a component and its part")
                           .arg(id, partTitle(component.part));
        text += u'\n' + QString::fromStdString(component.text);
        text += text.endsWith(u'\n') ? QStringLiteral("\n") : QStringLiteral("\n\n");
    }
    return text;
}

DiffDialog::DiffDialog(StudioState *state, PromptMaterial *material, QWidget *parent)
    : QDialog(parent)
    , m_state(state)
    , m_material(material)
{
    setObjectName(QStringLiteral("studioDiff"));
    setWindowTitle(tr("Compare Prompts"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_what = new QComboBox(this);
    m_what->setObjectName(QStringLiteral("studioDiffWhat"));
    m_what->setAccessibleName(tr("What is compared"));
    m_what->addItem(tr("As they are written"));
    m_what->addItem(tr("As they are sent"));
    m_what->setCurrentIndex(QSettings().value(whatKey, 0).toInt() == 1 ? 1 : 0);
    m_previous = new QPushButton(themedIcon(QStringLiteral("move-up")), tr("&Previous"), this);
    m_previous->setObjectName(QStringLiteral("studioDiffPrevious"));
    m_next = new QPushButton(themedIcon(QStringLiteral("move-down")), tr("&Next"), this);
    m_next->setObjectName(QStringLiteral("studioDiffNext"));
    m_next->setDefault(true);
    m_previous->setAutoDefault(false);
    m_previous->setToolTip(tr("The difference before (Shift+F8)"));
    m_next->setToolTip(tr("The next difference (F8)"));
    m_status = new QLabel(this);
    m_status->setObjectName(QStringLiteral("studioDiffStatus"));
    m_view = new QTextBrowser(this);
    m_view->setObjectName(QStringLiteral("studioDiffView"));
    m_view->setAccessibleName(tr("Differences"));
    m_view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_view->setOpenLinks(false);

    auto *sides = new QHBoxLayout;
    sides->setSpacing(spacing);
    sides->addWidget(createSide(m_left, tr("Left side")), 1);
    sides->addWidget(createSide(m_right, tr("Right side")), 1);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(spacing);
    bottom->addWidget(m_what);
    bottom->addWidget(m_status, 1);
    bottom->addWidget(m_previous);
    bottom->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacing);
    layout->addLayout(sides);
    layout->addWidget(m_view, 1);
    layout->addLayout(bottom);
    resize(parent ? parent->window()->size() * 9 / 10 : QSize(1000, 640));

    connect(m_what, &QComboBox::activated, this, [this](int index) {
        QSettings().setValue(whatKey, index);
        refresh();
    });
    connect(m_next, &QPushButton::clicked, this, &DiffDialog::showNext);
    connect(m_previous, &QPushButton::clicked, this, &DiffDialog::showPrevious);
    connect(new QShortcut(QKeySequence(Qt::Key_F8), this), &QShortcut::activated, this,
            &DiffDialog::showNext);
    connect(new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F8), this), &QShortcut::activated, this,
            &DiffDialog::showPrevious);
    const auto follow = [this] {
        fillPrompts();
        refresh();
    };
    connect(state, &StudioState::listChanged, this, follow);
    connect(state, &StudioState::promptChanged, this, follow);
    connect(material, &PromptMaterial::inputChanged, this, &DiffDialog::refresh);
    fillPrompts();
}

QWidget *DiffDialog::createSide(Choice &choice, const QString &name)
{
    auto *side = new QWidget(this);
    choice.prompt = new QComboBox(side);
    choice.variant = new QComboBox(side);
    choice.prompt->setAccessibleName(tr("%1: prompt").arg(name));
    choice.variant->setAccessibleName(tr("%1: variant").arg(name));
    for (QComboBox *box : {choice.prompt, choice.variant}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
    }
    auto *layout = new QHBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addWidget(choice.prompt, 1);
    layout->addWidget(choice.variant, 1);
    Choice *kept = &choice;
    connect(choice.prompt, &QComboBox::activated, this, [this, kept] {
        fillVariants(*kept, kept->variant->currentData().toString());
        refresh();
    });
    connect(choice.variant, &QComboBox::activated, this, &DiffDialog::refresh);
    return side;
}

void DiffDialog::fillPrompts()
{
    for (Choice *choice : {&m_left, &m_right}) {
        QComboBox *box = choice->prompt;
        const QSignalBlocker quiet(box);
        const PromptPlace before = placeOf(box);
        const QString variant = choice->variant->currentData().toString();
        box->clear();
        for (const QString &name : m_state->ownNames()) {
            const bool isModified = m_state->isModified(name);
            const std::vector<PromptVersion> versions = m_state->versionsOf(name);
            if (isModified || versions.empty())
                addPlace(box,
                         versions.empty() ? tr("%1, not saved").arg(name)
                                          : tr("%1, edited").arg(name),
                         {PromptOrigin::Own, name, 0});
            for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
                const PromptPlace place{PromptOrigin::Version, name, version->version};
                addPlace(box, placeTitle(place), place);
            }
        }
        for (const BuiltInPrompt &prompt : builtInPrompts()) {
            const PromptPlace place{PromptOrigin::BuiltIn, QString::fromStdString(prompt.name), 0};
            addPlace(box, placeTitle(place), place);
        }
        box->setCurrentIndex(0);
        choosePlace(box, before);
        fillVariants(*choice, variant);
    }
}

void DiffDialog::fillVariants(const Choice &choice, const QString &wanted)
{
    const QSignalBlocker quiet(choice.variant);
    choice.variant->clear();
    choice.variant->addItem(tr("As it is"), QString());
    if (const std::optional<Prompt> prompt = m_state->promptAt(placeOf(choice.prompt))) {
        for (const PromptVariant &variant : prompt->variants)
            choice.variant->addItem(QString::fromStdString(variant.title),
                                    QString::fromStdString(variant.id));
    }
    choice.variant->setCurrentIndex(qMax(0, choice.variant->findData(wanted)));
}

void DiffDialog::compare(const Side &left, const Side &right)
{
    choosePlace(m_left.prompt, left.place);
    fillVariants(m_left, left.variant);
    choosePlace(m_right.prompt, right.place);
    fillVariants(m_right, right.variant);
    refresh();
}

QString DiffDialog::textOf(const Choice &choice) const
{
    const std::optional<Prompt> prompt = m_state->promptAt(placeOf(choice.prompt));
    if (!prompt)
        return {};
    const QString variant = choice.variant->currentData().toString();
    if (m_what->currentIndex() == 0)
        return promptSourceText(*prompt, variant);
    const Result<RenderedPrompt> rendered = renderPrompt(asVariant(*prompt, variant),
                                                         m_material->input());
    return rendered
               ? QString::fromStdString(rendered->text)
               : tr("It cannot be sent: %1").arg(QString::fromStdString(rendered.error().message));
}

void DiffDialog::refresh()
{
    m_rows = diffRows(textOf(m_left), textOf(m_right));
    m_differences = differences(m_rows);
    m_current = -1;
    if (m_differences.empty()) {
        paintRows();
        m_status->setText(tr("They are the same."));
        m_previous->setEnabled(false);
        m_next->setEnabled(false);
        return;
    }
    show(0);
}

void DiffDialog::show(int difference)
{
    const int last = differenceCount() - 1;
    if (last < 0)
        return;
    m_current = qBound(0, difference, last);
    paintRows();
    m_view->scrollToAnchor(QStringLiteral("d%1").arg(m_current));
    // What stands before it gives the context.
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value()
                                          - 3 * m_view->fontMetrics().lineSpacing());
    m_status->setText(tr("Difference %1 of %2").arg(m_current + 1).arg(last + 1));
    m_previous->setEnabled(m_current > 0);
    m_next->setEnabled(m_current < last);
}

/// As one table, so that both sides of a row are equally high however their lines wrap.
void DiffDialog::paintRows()
{
    const QPalette colours = palette();
    const QColor base = colours.color(QPalette::Base);
    const QColor removedColour(0xd5, 0x5e, 0x00); // Okabe-Ito: told apart by everyone
    const QColor addedColour(0x00, 0x72, 0xb2);
    const auto pale = [&](const QColor &colour) { return mixed(colour, base, 0.16); };
    const auto strong = [&](const QColor &colour) { return mixed(colour, base, 0.42); };
    const QString muted = mutedText(colours).name();
    const QString accent = colours.color(QPalette::Highlight).name();
    QString html = QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"1\">");
    int number = -1;
    bool wasSame = true;
    for (const DiffRow &row : m_rows) {
        const bool isSame = row.kind == DiffRow::Kind::Same;
        QString anchor;
        if (!isSame && wasSame)
            anchor = QStringLiteral("<a name=\"d%1\"></a>").arg(++number);
        wasSame = isSame;
        const bool isCurrent = !isSame && number == m_current;
        const auto side = [&](qsizetype line, const QString &text,
                              const std::vector<TextRange> &words, const QColor &colour,
                              const QString &sign) {
            const bool isThere = line >= 0;
            const QString back = isSame || !isThere
                                     ? QString()
                                     : QStringLiteral(" bgcolor=\"%1\"").arg(pale(colour).name());
            return QStringLiteral(
                       "<td width=\"5%\" align=\"right\" style=\"color:%1;%2\">%3&nbsp;"
                       "%4&nbsp;</td><td width=\"45%\"%5 style=\"white-space:pre-wrap\">%6"
                       "</td>")
                .arg(isCurrent ? accent : muted,
                     isCurrent ? QStringLiteral("font-weight:bold") : QString(),
                     isThere ? QString::number(line + 1) : QString(),
                     isSame || !isThere ? QStringLiteral("&nbsp;") : sign, back,
                     isThere ? lineHtml(text, words, strong(colour)) : QString());
        };
        html += QStringLiteral("<tr>")
                + side(row.left, row.leftText, row.leftWords, removedColour,
                       anchor + QStringLiteral("\u2212"))
                + side(row.right, row.rightText, row.rightWords, addedColour,
                       (row.left < 0 ? anchor : QString()) + QStringLiteral("+"))
                + QStringLiteral("</tr>");
    }
    m_view->setHtml(html + QStringLiteral("</table>"));
}

void DiffDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_view)
        paintRows();
}

} // namespace auspex

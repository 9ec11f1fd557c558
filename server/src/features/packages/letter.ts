import type { Api, Viewer } from '@hutang/shared'
import { anchor, button, htmlLetter, pale } from '../../channels/email'
import type { Deps } from '../../deps'
import { print } from '../../paper'
import { escapeHtml } from '../../rules/escape-html'
import { mailTo } from '../push'
import { type Outline, type OutlineEntry, outlineOf } from './outline.rules'
import { ownPackage } from './own'
import { packageDoor, paperOf } from './paper'

/** The package to the person's own confirmed address, with the paper. */
export async function mailPackage(
  deps: Deps,
  viewer: Viewer,
  id: string,
): Promise<Api['POST /api/enterprises/:id/package/mail']['response']> {
  const outline = outlineOf(await ownPackage(deps, viewer, id))
  const door = await packageDoor(deps, id)
  const content = await print(paperOf(outline, door, deps.clock.now()))
  const attachments = [{ filename: `${outline.title}.pdf`, content, contentType: 'application/pdf' }]
  const letter = { ...letterOf(outline, door.text), attachments }
  return { address: await mailTo(deps, viewer.person ?? '', letter) }
}

const asked = '您在护塘要了这份政策包，所以收到这封信。'

function letterOf({ title, lead, groups, more }: Outline, link: string) {
  const text = [
    title,
    lead,
    ...groups.flatMap(({ name, entries }) => [`【${name}】`, ...entries.map(plainEntry)]),
    ...(more ? [more] : []),
    `打开政策包：\n${link}`,
    `${asked}\n`,
  ]
  const html = [
    `<p style="margin:0">${escapeHtml(lead)}</p>`,
    ...groups.flatMap(({ name, entries }) => [
      `<h2 style="margin:24px 0 0;font-size:20px;line-height:1.5">${escapeHtml(name)}</h2>`,
      ...entries.map(htmlEntry),
    ]),
    ...(more ? [`<p>${escapeHtml(more)}</p>`] : []),
    `<p style="margin:24px 0 0">${anchor(link, '打开政策包', button)}</p>`,
    `<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e4ddd1;${pale}">${escapeHtml(asked)}</p>`,
  ]
  return { subject: title, text: text.join('\n\n'), html: htmlLetter(title, html.join('\n')) }
}

const plainEntry = ({ title, note, words, conditions }: OutlineEntry): string =>
  [title, note, words, ...conditions.map((one) => `· ${one}`)].filter(Boolean).join('\n')

const htmlEntry = ({ title, note, words, conditions }: OutlineEntry): string =>
  `<p style="margin:16px 0 0"><span style="font-size:20px;font-weight:600">${escapeHtml(title)}</span><br>
${escapeHtml(note)}<br>
<span style="${pale}">${[words, ...conditions.map((one) => `· ${one}`)].map(escapeHtml).join('<br>\n')}</span></p>`

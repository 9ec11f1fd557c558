export interface Template {
  tag: string
  /** wxml attribute → the short name it has in the page's data. */
  attributes: Map<string, string>
}

/** What each kind of node becomes: read from the built base.wxml, so an attribute that is not there is not seen. */
export function readTemplates(wxml: string): Map<string, Template> {
  const templates = new Map<string, Template>()
  for (const [, name = '', content = ''] of wxml.matchAll(
    /<template name="tmpl_0_([^"]+)">([\s\S]*?)<\/template>\s*(?=<template name=|$)/g,
  )) {
    const element = /<(?!template)([a-z][\w-]*)((?:\s+[\w:@-]+(?:="[^"]*")?)*)\s*\/?>/.exec(content)
    if (!element) continue
    const [, tag = '', written = ''] = element
    const attributes = new Map<string, string>()
    for (const [, attribute = '', value = ''] of written.matchAll(/([\w:@-]+)="([^"]*)"/g)) {
      attributes.set(attribute, /\bi\.(\w+)/.exec(value)?.[1] ?? value)
    }
    templates.set(name, { tag, attributes })
  }
  return templates
}

export function templateOf(templates: Map<string, Template>, nodeName: string): Template | undefined {
  return templates.get(nodeName) ?? templates.get(`${nodeName}_blur`)
}

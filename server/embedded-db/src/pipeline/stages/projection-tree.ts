import { MongoError } from '../../errors'
import { type Doc, getOwn, isObject, setOwn } from '../../values/values'
import type { Expression } from '../expressions'

/** The error of two paths that cannot both be: one is under what the other names, or names what is there. */
type Conflict = (path: string, under: boolean) => MongoError

export const collision: Conflict = (path, under) =>
  new MongoError(under ? 31249 : 31250, `Path collision at ${path}`)

/** A projection as a tree: what of a document is kept or dropped, and what is computed. */
export class Node {
  readonly leaves = new Set<string>()
  readonly children = new Map<string, Node>()
  readonly #computed = new Map<string, Expression>()
  /** Of what is computed and of children: the order in which they were named is that of new fields. */
  readonly #order: string[] = []
  readonly #conflict: Conflict
  #computes = false

  constructor(conflict: Conflict) {
    this.#conflict = conflict
  }

  get computes(): boolean {
    return this.#computes
  }

  /** The node at a path, made where there is none. */
  child(path: string[]): Node {
    return this.#walk(path, path.length)
  }

  plant(path: string[], value?: Expression): void {
    const last = path.at(-1) ?? ''
    const node = this.#walk(path, path.length - 1)
    if (node.children.has(last) || node.#ends(last)) throw this.#conflict(path.join('.'), false)
    if (!value) {
      node.leaves.add(last)
      return
    }
    node.#computed.set(last, value)
    node.#order.push(last)
    this.#computeAlong(path)
  }

  #ends(name: string): boolean {
    return this.leaves.has(name) || this.#computed.has(name)
  }

  #walk(path: string[], length: number): Node {
    let node: Node = this
    for (const [i, part] of path.slice(0, length).entries()) {
      if (node.#ends(part)) throw this.#conflict(path.join('.'), i < path.length - 1)
      let next = node.children.get(part)
      if (!next) {
        next = new Node(this.#conflict)
        node.children.set(part, next)
        node.#order.push(part)
      }
      node = next
    }
    return node
  }

  #computeAlong(path: string[]): void {
    let node: Node | undefined = this
    for (const part of path) {
      if (node) node.#computes = true
      node = node?.children.get(part)
    }
  }

  include(doc: Doc): Doc {
    const kept: Doc = {}
    for (const key of Object.keys(doc)) {
      if (this.leaves.has(key)) {
        setOwn(kept, key, getOwn(doc, key))
        continue
      }
      const child = this.children.get(key)
      if (!child) continue
      const value = child.#includeIn(getOwn(doc, key))
      // What is computed in place of a scalar stands where that stood.
      if (value !== undefined || child.computes) setOwn(kept, key, value)
    }
    return kept
  }

  #includeIn(value: unknown): unknown {
    if (Array.isArray(value)) {
      const elements = value.map((element) => this.#includeIn(element))
      // What is dropped makes room for what is computed in its place.
      return this.computes ? elements : elements.filter((element) => element !== undefined)
    }
    return isObject(value) ? this.include(value) : undefined
  }

  exclude(doc: Doc): Doc {
    const kept: Doc = {}
    for (const key of Object.keys(doc)) {
      if (this.leaves.has(key)) continue
      const child = this.children.get(key)
      setOwn(kept, key, child ? child.#excludeIn(getOwn(doc, key)) : getOwn(doc, key))
    }
    return kept
  }

  #excludeIn(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((element) => this.#excludeIn(element))
    return isObject(value) ? this.exclude(value) : value
  }

  /** Sets what is computed, in the elements of arrays too; what is no document becomes one. */
  compute(doc: Doc): Doc {
    return this.#computeInto({ ...doc }, doc, false)
  }

  /** As `compute`, for a document that `include` or `exclude` made: it may be changed. */
  computeOwn(doc: Doc, whole: Doc): Doc {
    return this.#computeInto(doc, whole, true)
  }

  #computeInto(result: Doc, whole: Doc, own: boolean): Doc {
    for (const key of this.#order) {
      const child = this.children.get(key)
      if (child) {
        if (child.computes) setOwn(result, key, child.#computeIn(getOwn(result, key), whole, own))
        continue
      }
      const value = this.#computed.get(key)?.(whole)
      if (value !== undefined) setOwn(result, key, value)
      else if (Object.hasOwn(result, key)) delete result[key]
    }
    return result
  }

  #computeIn(value: unknown, whole: Doc, own: boolean): unknown {
    if (Array.isArray(value)) return value.map((element) => this.#computeIn(element, whole, own))
    if (!isObject(value)) return this.#computeInto({}, whole, true)
    return this.#computeInto(own ? value : { ...value }, whole, own)
  }
}

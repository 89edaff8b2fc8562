/** An indented block looks and scrolls like a fenced one. */
export function indentedBlocks({ renderer }) {
  renderer.rules.code_block = (tokens, at, ...rest) => {
    tokens[at].info = 'text'
    return renderer.rules.fence(tokens, at, ...rest)
  }
}

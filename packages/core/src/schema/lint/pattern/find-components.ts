/** Strongly connected components (Tarjan), without recursion; those that can be reached from another come before it. */
export function findComponents(next: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const order = next.map(() => -1);
  const low = next.map(() => -1);
  const isOpen = next.map(() => false);
  const open: number[] = [];
  const components: number[][] = [];
  let count = 0;
  for (const start of next.keys()) {
    if (order[start] !== -1) continue;
    const path: { readonly node: number; edge: number }[] = [{ node: start, edge: 0 }];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { node } = step;
      if (step.edge === 0) {
        order[node] = low[node] = count++;
        open.push(node);
        isOpen[node] = true;
      }
      const target = next[node]?.[step.edge++];
      if (target !== undefined) {
        if (order[target] === -1) path.push({ node: target, edge: 0 });
        else if (isOpen[target]) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent.node] = Math.min(low[parent.node] ?? 0, low[node] ?? 0);
      if (low[node] === order[node]) components.push(close(open, isOpen, node));
    }
  }
  return components;
}

function close(open: number[], isOpen: boolean[], root: number): number[] {
  const component = open.splice(open.lastIndexOf(root));
  for (const node of component) isOpen[node] = false;
  return component;
}

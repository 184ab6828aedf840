const load = (name) => require(name);
exports.handler = async (event) => load(`lib-${event.kind}`);
